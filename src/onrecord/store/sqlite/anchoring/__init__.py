"""What people judged, found again by its words when a document is analysed anew; what is not found is listed."""
