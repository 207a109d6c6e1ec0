"""The German language pack: data files, and the small classes that read them."""
