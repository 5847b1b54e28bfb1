"""Pure rules of training: seats, tests, validity, and the signed badge."""
