"""What sources say on one question: the value each gives, which agree, and which speak of one thing."""
