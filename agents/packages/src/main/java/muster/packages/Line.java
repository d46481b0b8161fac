package muster.packages;

/** A line of a paste, counted from 1, without trailing blanks. */
record Line(int number, String text) {}
