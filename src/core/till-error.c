/* till-error.c: the error domain
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"

G_DEFINE_QUARK (till - error - quark, till_error)
