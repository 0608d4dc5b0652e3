/* till-import-address.h: the parts of a postal address, put together as they stand on an envelope
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-import-row.h"

G_BEGIN_DECLS

/* Of its parts, @row's address becomes what stands below the name, a line each. Without a street
 * there is none: what is left of it reaches nobody, and must not take the place of one that does.
 */
void till_import_row_join_address (TillImportRow *row);

G_END_DECLS
