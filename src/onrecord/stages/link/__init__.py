"""link: what belongs together across stories; so far the actors."""
