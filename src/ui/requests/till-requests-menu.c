/* till-requests-menu.c: what may be done with a request, as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/requests/till-requests-menu.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-requests.h"
#include "rules/till-state-rules.h"
#include "ui/widgets/till-table-menu.h"

GMenuModel *
till_requests_menu_new (TillPractice *practice, gint64 id)
{
  g_autoptr (TillRequest) request = till_practice_get_request (practice, id, NULL);
  g_autoptr (GMenu)       menu = g_menu_new ();

  if (request != NULL && request->state == TILL_REQUEST_REQUESTED)
    {
      if (till_request_may_be_resent (request->state, request->reason))
        till_table_menu_append (menu, _ ("Correct and _Send Again…"), "practice.resend-request",
                                id);
      else
        till_table_menu_append (menu, _ ("_Send Again…"), "practice.request-again", id);
      till_table_menu_append (menu, _ ("_Copy Link"), "practice.copy-link", id);
      till_table_menu_append (menu, _ ("Show _QR Code"), "practice.show-request-code", id);
      till_table_menu_append (menu, _ ("_Mark as Paid Elsewhere"), "practice.request-paid", id);
      till_table_menu_append (menu, _ ("Cance_l Request…"), "practice.cancel-request", id);
    }
  if (request != NULL)
    {
      if (request->bulk_id != 0)
        till_table_menu_append (menu, _ ("Show _Bulk Request"), "practice.bulk-results",
                                request->bulk_id);
      till_table_menu_append (menu, _ ("Show _Messages"), "win.show-messages",
                              request->guarantor_id);
      till_table_menu_append (menu, _ ("_Open Patient"), "win.show-patient", request->guarantor_id);
    }

  return G_MENU_MODEL (g_steal_pointer (&menu));
}
