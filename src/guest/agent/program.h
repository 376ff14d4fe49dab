// Programs that batches run.
#ifndef PROGRAM_H
#define PROGRAM_H

#include "base.h"

/** Kills the programs to which this docker client has lent its streams: nobody waits for them any more. */
void programs_of_client_end(uint32_t client);

#endif
