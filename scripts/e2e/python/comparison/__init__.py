"""One program of boto3's calls against two imitations of AWS that know nothing of each other, answers side by side."""
