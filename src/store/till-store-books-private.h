/* till-store-books-private.h: what the files on another program's files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-balances-private.h"
#include "store/till-store-books.h"

G_BEGIN_DECLS

/* The edition of a file's balances; id 0: it has none. */
gboolean till_store_find_edition_of (TillDbConnection *connection,
                                     gint64            import_id,
                                     TillEdition      *edition,
                                     GError          **error);

/* Makes or unmakes some of the changes of patients (till-store-books-changes.c). *@n_done 0: there
 * are none left. */
gboolean till_store_make_changes (TillDbConnection *connection,
                                  gint64            import_id,
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  guint            *n_done,
                                  GError          **error);
gboolean till_store_unmake_changes (TillDbConnection *connection,
                                    gint64            import_id,
                                    const TillActor  *actor,
                                    TillInstant       at,
                                    guint            *n_done,
                                    GError          **error);

G_END_DECLS
