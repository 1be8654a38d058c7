"""理: the rules of words, numbers, days, places and counts; plain Python that never imports Django."""
