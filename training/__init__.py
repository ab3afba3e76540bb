"""How the weights of the reading model are made; PyTorch is needed here and nowhere else (see README.md)."""
