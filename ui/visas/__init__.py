"""The pages of passports, requests for service passports, country cards, and the periods that the office uses."""
