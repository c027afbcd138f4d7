"""What passes between one audit and the next: excuses, measures, comparisons, trends."""
