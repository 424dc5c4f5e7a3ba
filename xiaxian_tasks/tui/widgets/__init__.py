"""What screens are put together from: tables, texts, fields, bars."""
