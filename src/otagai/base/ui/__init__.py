"""How every page looks and behaves: layers, components, forms, paper."""
