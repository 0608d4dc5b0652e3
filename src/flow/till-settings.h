/* till-settings.h: the settings' keys, for who may not see the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#define TILL_KEY_PRACTICE_NAME "practice.name"
#define TILL_KEY_PRACTICE_ADDRESS "practice.address"
#define TILL_KEY_PRACTICE_PHONE "practice.phone"
#define TILL_KEY_PRACTICE_ZONE "practice.zone"
#define TILL_KEY_PAPER "receipt.paper"
#define TILL_KEY_POST_PAYMENTS "post.payments"
#define TILL_KEY_POST_REFUNDS "post.refunds"
#define TILL_KEY_REFUND_POSTED_ONLY "refund.posted-only"
#define TILL_KEY_REFUND_MONTHS "refund.limit-months"
#define TILL_KEY_CARD_LIMIT "collect.card-limit"
#define TILL_KEY_TERMINAL_TIMEOUT "collect.terminal-timeout"
#define TILL_KEY_CLEARENT_HOST "clearent.host"
#define TILL_KEY_CLEARENT_MERCHANT "clearent.merchant-id"
#define TILL_KEY_CLEARENT_PAYLINK "clearent.paylink"
#define TILL_KEY_CLEARENT_TERMINALS "clearent.terminals"
#define TILL_KEY_REASONS "refund.reasons"
