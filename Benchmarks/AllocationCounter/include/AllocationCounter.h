#pragma once

/// How often this thread has taken memory from the heap since it began; -1 where the C library is not glibc, whose
/// functions alone can be counted so.
long heapAllocationCount(void);
