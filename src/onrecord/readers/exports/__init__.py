"""What archives of newspapers and programs of tables export: many articles in one file."""
