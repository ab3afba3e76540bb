"""How the weights of the reading model are made; PyTorch is needed here and nowhere else (see README.md)."""

import onrecord as _onrecord  # noqa: F401  before onnxruntime: keeps it from reporting to its maker
