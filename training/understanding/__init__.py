"""How the part of the reading model is made that tells what quotations do, and on what occasion."""
