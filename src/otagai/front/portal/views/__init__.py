"""The doors of the portal. All are public: they run as the public database role and know nobody."""
