"""What plugins show: their pages, and their panels on ours."""
