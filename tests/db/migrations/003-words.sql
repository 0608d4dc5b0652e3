CREATE TABLE half (id @money) @strict;
