"""An account of moto's in which the seed's stack runs, made and read back by boto3, which nobody here wrote."""
