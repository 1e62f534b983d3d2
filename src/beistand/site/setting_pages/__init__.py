"""The settings of the house behind `/settings/`: brands, teams, people, texts, labels, mail, health."""
