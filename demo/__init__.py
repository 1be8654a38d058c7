"""見本の町: fictional people and worries on a real map. Never part of a real town."""
