/* till-settings.h: the keys of a practice's settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

/* Keys, with their defaults. */
#define TILL_SETTING_PRACTICE_ID                                                                   \
  "practice.id" /* "": made at the first opening; the keyring knows the file by it */
#define TILL_SETTING_PRACTICE_NAME "practice.name"
#define TILL_SETTING_PRACTICE_ADDRESS "practice.address"
#define TILL_SETTING_PRACTICE_PHONE "practice.phone"
#define TILL_SETTING_PRACTICE_ZONE "practice.zone"               /* America/New_York */
#define TILL_SETTING_PAPER "receipt.paper"                       /* letter; or a4 */
#define TILL_SETTING_POST_PAYMENTS "post.payments"               /* 0: post automatically */
#define TILL_SETTING_POST_REFUNDS "post.refunds"                 /* 0 */
#define TILL_SETTING_REFUND_POSTED_ONLY "refund.posted-only"     /* 0 */
#define TILL_SETTING_REFUND_MONTHS "refund.limit-months"         /* 13 */
#define TILL_SETTING_CARD_LIMIT "collect.card-limit"             /* 3 in 24 h; 0 never asks */
#define TILL_SETTING_TERMINAL_TIMEOUT "collect.terminal-timeout" /* 300 seconds */
#define TILL_SETTING_CLEARENT_HOST "clearent.host"               /* "": no processor is set up */
#define TILL_SETTING_CLEARENT_MERCHANT "clearent.merchant-id"
#define TILL_SETTING_CLEARENT_PAYLINK "clearent.paylink"      /* id, or merchant/terminal */
#define TILL_SETTING_CLEARENT_TERMINALS "clearent.terminals"  /* JSON: [{"id":…,"name":…}] */
#define TILL_SETTING_CLEARENT_REPORTS "clearent.reports-host" /* "": deposits are not read */
#define TILL_SETTING_DEPOSIT_DAYS "deposit.business-days" /* 2: from a day’s batch to its money */
#define TILL_SETTING_REASONS "refund.reasons"             /* one a line */
#define TILL_SETTING_SNOOZE_REASONS "snooze.reasons"      /* one a line */
#define TILL_SETTINGS_OF_REQUESTS "request."              /* what the following begin with */
#define TILL_SETTING_PLAN_RETRIES "plan.retries"          /* "1 3 7": days after a soft decline */
#define TILL_SETTING_REQUEST_MINIMUM "request.minimum"    /* 1500 cents: less is not asked for */
#define TILL_SETTING_REQUEST_INSURED "request.insured"    /* 0: not before insurance has paid */
#define TILL_SETTING_REQUEST_BETWEEN "request.days-between"    /* 7; 0: no rule */
#define TILL_SETTING_REQUEST_FRESH "request.days-fresh"        /* 7; 0: no rule */
#define TILL_SETTING_REQUEST_UNASKED "request.unknown-consent" /* 0: consent must be given */
#define TILL_SETTING_STATEMENT_LINK "statement.payment-page"   /* https://…; "": no code */
#define TILL_SETTING_STATEMENT_MESSAGE "statement.message"
#define TILL_SETTINGS_OF_TEXTS "text."           /* what the following begin with */
#define TILL_SETTING_TEXT_HOST "text.host"       /* https://api.twilio.com */
#define TILL_SETTING_TEXT_ACCOUNT "text.account" /* AC…; "": no texts are sent */
#define TILL_SETTING_TEXT_FROM "text.from"       /* E.164, or a service: MG… */
#define TILL_SETTINGS_OF_MESSAGES "message."     /* what the following begin with */
#define TILL_SETTING_MESSAGE_LANGUAGE                                                              \
  "message.language"                                  /* en: whose patient has none of their own */
#define TILL_SETTING_MESSAGE_FROM "message.from-hour" /* 9: by the clock of who gets them */
#define TILL_SETTING_MESSAGE_UNTIL "message.until-hour" /* 20 */
#define TILL_SETTING_MESSAGE_DAYS "message.days"        /* 123456: 1 Monday … 7 Sunday */
#define TILL_SETTINGS_OF_MAIL "mail."                   /* what the following begin with */
#define TILL_SETTING_MAIL_HOST "mail.host"              /* "": no e-mail is set up */
#define TILL_SETTING_MAIL_PORT "mail.port"              /* 587 */
#define TILL_SETTING_MAIL_SECURITY "mail.security" /* starttls; or tls, or none on this machine */
#define TILL_SETTING_MAIL_SIGN_IN "mail.sign-in"   /* password; or oauth2, or none */
#define TILL_SETTING_MAIL_USER "mail.user"
#define TILL_SETTING_MAIL_TOKEN_ADDRESS "mail.token-address" /* https://…, with oauth2 */
#define TILL_SETTING_MAIL_CLIENT_ID "mail.client-id"         /* likewise */
#define TILL_SETTING_MAIL_FROM_NAME "mail.from-name"         /* "": the practice's */
#define TILL_SETTING_MAIL_FROM_ADDRESS "mail.from-address"
#define TILL_SETTING_DEMO_SEED "demo.seed" /* "": not a demo practice */
#define TILL_SETTING_DEMO_LAST_DAY "demo.last-day"
#define TILL_SETTING_DEMO_MADE_ON "demo.made-on" /* "": it was made without payment plans */
