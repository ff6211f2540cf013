"""What the benchmarks are made of: invented texts, and measurements that each run in a process of their own."""
