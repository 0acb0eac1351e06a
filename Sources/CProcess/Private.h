#ifndef C_PROCESS_PRIVATE_H
#define C_PROCESS_PRIVATE_H

#include "CProcess.h"

/// Removes the files that are listed, and writes the farewell to stderr. No file is listed or renamed after that. Does not
/// return if another thread does the same already.
void process_files_remove_all(void);

/// Writes the texts to stderr.
void process_write(const char *const *texts, size_t count);

#endif
