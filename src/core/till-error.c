/* till-error.c: the error domain
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"

/* Not G_DEFINE_QUARK: clang-format would put blanks into the name. */
GQuark
till_error_quark (void)
{
  return g_quark_from_static_string ("till-error-quark");
}
