/* till-error.h: what can go wrong, one code for each decision a caller can take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TILL_ERROR (till_error_quark ())

/**
 * TillError:
 * @TILL_ERROR_BAD_INPUT: what was typed or read can be mended; the message says what, where and how
 * @TILL_ERROR_CARD_NUMBER: the text holds a card number, which never enters the program
 * @TILL_ERROR_STORE: the database refused; the message says why
 * @TILL_ERROR_STORE_IN_USE: another process holds the practice file
 * @TILL_ERROR_STORE_TOO_NEW: a newer release has written the database
 * @TILL_ERROR_STORE_BROKEN: the file is damaged or no practice file
 * @TILL_ERROR_STORE_READ_ONLY: the file or its folder can't be written
 * @TILL_ERROR_STORE_FULL: no space is left on the disk
 * @TILL_ERROR_NOT_FOUND: no row has that id
 * @TILL_ERROR_NOT_ALLOWED: a rule or a permission says no
 * @TILL_ERROR_ASK_FIRST: may be done, but only knowingly: the user is asked and calls again
 * @TILL_ERROR_UNREACHABLE: nothing left this machine; it may be tried again
 * @TILL_ERROR_UNKNOWN_OUTCOME: money may or may not have moved; it must be looked up, never resent
 * @TILL_ERROR_REFUSED: the other side understood and said no; the message has its words
 * @TILL_ERROR_CLOSED_BATCH: too late for a void, the batch is closed
 * @TILL_ERROR_EXISTS: the name is taken; the user is asked whether to replace what has it
 * @TILL_ERROR_NO_KEYRING: this desktop has no keyring to keep secrets in
 *
 * Detail goes in the message, which is a translated sentence for the user.
 */
typedef enum
{
  TILL_ERROR_BAD_INPUT,
  TILL_ERROR_CARD_NUMBER,
  TILL_ERROR_STORE,
  TILL_ERROR_STORE_IN_USE,
  TILL_ERROR_STORE_TOO_NEW,
  TILL_ERROR_STORE_BROKEN,
  TILL_ERROR_STORE_READ_ONLY,
  TILL_ERROR_STORE_FULL,
  TILL_ERROR_NOT_FOUND,
  TILL_ERROR_NOT_ALLOWED,
  TILL_ERROR_ASK_FIRST,
  TILL_ERROR_UNREACHABLE,
  TILL_ERROR_UNKNOWN_OUTCOME,
  TILL_ERROR_REFUSED,
  TILL_ERROR_CLOSED_BATCH,
  TILL_ERROR_NO_KEYRING,
  TILL_ERROR_EXISTS,
} TillError;

GQuark till_error_quark (void);

G_END_DECLS
