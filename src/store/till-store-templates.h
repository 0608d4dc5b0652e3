/* till-store-templates.h: the practice's own wordings of messages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-clock.h"
#include "core/till-id.h"
#include "db/till-db.h"
#include "model/till-wording.h"

G_BEGIN_DECLS

/* The practice's own wording, else the program's; NULL with an error when it can't be read. */
TillWording *till_store_get_wording (TillDbConnection *connection,
                                     TillPurpose       purpose,
                                     TillChannel       channel,
                                     TillLanguage      language,
                                     GError          **error);

/* @wording holds from now on, with the audit. The program's own takes away what was kept: it stands
 * without a row. TILL_ERROR_BAD_INPUT as till_template_check() says it. */
gboolean till_store_keep_wording (TillDbConnection  *connection,
                                  const TillWording *wording,
                                  const TillActor   *actor,
                                  TillInstant        at,
                                  GError           **error);

G_END_DECLS
