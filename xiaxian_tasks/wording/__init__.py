"""What codes are called (用语): names, sentences and reasons that both faces say alike. Codes in, words out."""
