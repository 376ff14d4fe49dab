/* libtirpc.so.3 as ss asks for it, to name services of Sun RPC: there is no portmapper here. */
#include "absent.h"

ABSENT(clnt_vc_create, 0)
ABSENT(xdr_rpcblist_ptr, 0)
ABSENT(xdr_void, 0)
