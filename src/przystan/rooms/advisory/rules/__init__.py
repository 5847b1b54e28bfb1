"""What advisory decides, pure: visits, eligibility, referrals, signatures, conflicts, surveys."""
