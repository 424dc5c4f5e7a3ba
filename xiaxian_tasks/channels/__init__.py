"""The post (通道): one channel each, which hands over what was made. No ledger, no sentences, no clock."""
