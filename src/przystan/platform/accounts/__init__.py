"""Users, roles and what they may do, by unit and branch; sign-in with a second factor."""
