/* till-states.c: the states of attempts, transactions and posting, each with one text form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-states.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (TillAttemptState,
                    till_attempt_state,
                    G_DEFINE_ENUM_VALUE (TILL_ATTEMPT_PREPARED, "prepared"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTEMPT_SENT, "sent"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTEMPT_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTEMPT_APPROVED, "approved"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTEMPT_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTEMPT_REJECTED, "rejected"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTEMPT_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTEMPT_NOT_FOUND, "not-found"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTEMPT_ABANDONED, "abandoned"))

G_DEFINE_ENUM_TYPE (TillTransactionState,
                    till_transaction_state,
                    G_DEFINE_ENUM_VALUE (TILL_TRANSACTION_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (TILL_TRANSACTION_AUTHORIZED, "authorized"),
                    G_DEFINE_ENUM_VALUE (TILL_TRANSACTION_CAPTURED, "captured"),
                    G_DEFINE_ENUM_VALUE (TILL_TRANSACTION_SETTLED, "settled"),
                    G_DEFINE_ENUM_VALUE (TILL_TRANSACTION_VOIDED, "voided"),
                    G_DEFINE_ENUM_VALUE (TILL_TRANSACTION_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (TILL_TRANSACTION_FAILED, "failed"))

G_DEFINE_ENUM_TYPE (TillTransactionKind,
                    till_transaction_kind,
                    G_DEFINE_ENUM_VALUE (TILL_KIND_PAYMENT, "payment"),
                    G_DEFINE_ENUM_VALUE (TILL_KIND_REFUND, "refund"),
                    G_DEFINE_ENUM_VALUE (TILL_KIND_VOID, "void"))

G_DEFINE_ENUM_TYPE (TillAskedBy,
                    till_asked_by,
                    G_DEFINE_ENUM_VALUE (TILL_ASKED_BY_CUSTOMER, "customer"),
                    G_DEFINE_ENUM_VALUE (TILL_ASKED_BY_PRACTICE, "practice"))

G_DEFINE_ENUM_TYPE (TillMethod,
                    till_method,
                    G_DEFINE_ENUM_VALUE (TILL_METHOD_TERMINAL, "terminal"),
                    G_DEFINE_ENUM_VALUE (TILL_METHOD_VIRTUAL, "virtual"),
                    G_DEFINE_ENUM_VALUE (TILL_METHOD_CARD_ON_FILE, "card-on-file"),
                    G_DEFINE_ENUM_VALUE (TILL_METHOD_CASH, "cash"),
                    G_DEFINE_ENUM_VALUE (TILL_METHOD_CHECK, "check"),
                    G_DEFINE_ENUM_VALUE (TILL_METHOD_ONLINE, "online"))

G_DEFINE_ENUM_TYPE (TillPosting,
                    till_posting,
                    G_DEFINE_ENUM_VALUE (TILL_POSTING_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TILL_POSTING_UNPOSTED, "unposted"),
                    G_DEFINE_ENUM_VALUE (TILL_POSTING_POSTING, "posting"),
                    G_DEFINE_ENUM_VALUE (TILL_POSTING_POSTED, "posted"),
                    G_DEFINE_ENUM_VALUE (TILL_POSTING_NEEDS_REVIEW, "needs-review"))

/* The class of a registered enum stays for the life of the process, and its texts with it. */
static GEnumClass *
enum_class (GType type)
{
  GEnumClass *klass = g_type_class_peek_static (type);

  return klass != NULL ? klass : g_type_class_ref (type);
}

const char *
till_enum_to_text (GType type, int value)
{
  GEnumValue *found = g_enum_get_value (enum_class (type), value);

  g_return_val_if_fail (found != NULL, "");

  return found->value_nick;
}

gboolean
till_enum_from_text (GType type, const char *text, int *value)
{
  GEnumValue *found = text != NULL ? g_enum_get_value_by_nick (enum_class (type), text) : NULL;

  if (found == NULL)
    return FALSE;
  *value = found->value;

  return TRUE;
}

const char *
till_method_to_words (TillMethod method)
{
  switch (method)
    {
    case TILL_METHOD_TERMINAL:
      return _ ("Card terminal");
    case TILL_METHOD_VIRTUAL:
      return _ ("Virtual terminal");
    case TILL_METHOD_CARD_ON_FILE:
      return _ ("Card on file");
    case TILL_METHOD_CASH:
      return _ ("Cash");
    case TILL_METHOD_CHECK:
      return _ ("Check");
    case TILL_METHOD_ONLINE:
      return _ ("Online");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
till_kind_to_words (TillTransactionKind kind)
{
  switch (kind)
    {
    case TILL_KIND_PAYMENT:
      return _ ("Payment");
    case TILL_KIND_REFUND:
      return _ ("Refund");
    case TILL_KIND_VOID:
      return _ ("Void");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
till_posting_to_words (TillPosting posting)
{
  switch (posting)
    {
    case TILL_POSTING_NONE:
      return "";
    case TILL_POSTING_UNPOSTED:
      return _ ("Unposted");
    case TILL_POSTING_POSTING:
      return _ ("Posting…");
    case TILL_POSTING_POSTED:
      return _ ("Posted");
    case TILL_POSTING_NEEDS_REVIEW:
      return _ ("Needs review");
    default:
      g_return_val_if_reached ("");
    }
}
