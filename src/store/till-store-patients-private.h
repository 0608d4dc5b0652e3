/* till-store-patients-private.h: what the two files on patients share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-patients.h"

G_BEGIN_DECLS

/* The digits of a phone number, without the country's 1; NULL when there are none. */
char *till_patient_phone_digits (const char *phone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
