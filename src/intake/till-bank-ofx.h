/* till-bank-ofx.h: a bank statement as OFX or QFX
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-bank-line.h"

G_BEGIN_DECLS

/* Whether the text is likely to be one. */
gboolean till_bank_ofx_is (GBytes *bytes);

/**
 * till_bank_ofx_read:
 *
 * (element-type TillBankStatement): one an account. Whatever the file says its letters are, they
 * are read as what they are: UTF-8, UTF-16, else Windows-1252. Accounts come masked. For a worker
 * thread; one file is read at a time. TILL_ERROR_BAD_INPUT with the line of the statement that
 * can't be read: then nothing is.
 */
GPtrArray *till_bank_ofx_read (GBytes *bytes, GError **error);

G_END_DECLS
