"""Parts of pages: cards, charts, forms, lists."""
