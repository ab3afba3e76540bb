"""How the part of the reading model is made that finds quotations in other languages than English."""
