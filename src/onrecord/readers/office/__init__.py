"""Files of office programs: PDF, Word documents and workbooks."""
