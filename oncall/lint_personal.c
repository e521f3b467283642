/* Personal data in a text: numbers with their check digits, addresses, full names. Run against text
 * folded plainly, so that order numbers stay numbers. */
#include "oncall/lint_private.h"

#include <ctype.h>

#define ZH_SURNAME                                                                                                                               \
    "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"   \
    "丁魏薛叶阎"                                                                                                                            \
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔" \
    "贺赖龚文]"

const struct lint_personal lint_personal[] = {
    /* e-mail */
    {"[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,4}", false, false, false},
    /* mobile numbers of China, with any separators */
    {"(?<![\\d.])(?:\\+?86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}(?!\\d)", false, false, false},
    /* fixed lines of China; international and North American numbers */
    {"(?<!\\d)0\\d{2,3}[ -]\\d{7,8}(?!\\d)", false, false, false},
    {"(?<![\\d.])\\+[1-9]\\d{0,2}[ .-]?(?:\\(\\d{1,4}\\)[ .-]?)?\\d{2,4}(?:[ .-]?\\d{2,4}){2,3}"
     "(?!\\d)",
     false, false, false},
    {"(?<![\\d-])(?:\\(\\d{3}\\) ?|\\d{3}[-.])\\d{3}[-.]\\d{4}(?![\\d-])", false, false, false},
    /* Britain: 07911 123456, 0161 496 0000 */
    {"(?<![\\d-])0\\d{4} ?\\d{6}(?!\\d)|(?<![\\d-])0\\d{2,3} \\d{3,4} \\d{4}(?!\\d)", false, false,
     false},
    /* accounts */
    {"(?<![a-z0-9])[a-z]{2}\\d{2}(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?(?![a-z0-9])", false,
     false, true},
    {"身份证(?:号码?)?(?:是|为|:)? ?\\d{15,17}[\\dx]|(?:银行)?卡号?(?:是|为|:)? ?\\d{15,19}(?!\\d)",
     false, false, false},
    {"[您你]的?(?:qq|微信|vx|支付宝|旺旺)号?(?:是|为|:)? ?[a-z0-9_-]{5,24}", false, false, false},
    /* identity cards (17 digits and a check digit), bank cards: lint_personal_holds */
    {"(?<!\\d)[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dx]"
     "(?!\\d)",
     false, false, true},
    {"(?<![\\d-])(?:\\d{4}[ -]?){3}\\d{1,7}(?![\\d-])", false, false, true},
    /* addresses */
    {"[\\x{4e00}-\\x{9fff}]{2,8}(?:省|市|区|县|镇|乡)[^.!?;\\n]{0,20}(?:路|街|大道|巷|弄|村|小区|"
     "花园|大厦|公寓)[^.!?;\\n]{0,10}\\d{1,5} ?(?:号|栋|幢|单元|室|楼|弄|座)",
     false, false, false},
    {"\\b\\d{1,5} (?:[a-z]{2,15} ){1,3}(?:street|avenue|ave|road|lane|drive|boulevard|blvd|court|"
     "terrace)\\b",
     false, false, false},
    {"[\\x{4e00}-\\x{9fff}]{2,6}(?:路|街|大道|巷|小区|花园|公寓|家园|新村)[^.!?;,\\n]{0,6}\\d{1,5} "
     "?"
     "(?:号|栋|幢|单元|室|座)",
     true, false, false},
    {"\\b[A-Z]{1,2}\\d[A-Z\\d]? \\d(?!GB|TB|MB|MP|HZ)[ABD-HJLNP-UW-Z]{2}\\b", true, true, false},
    /* order holders by their names */
    {"(?:收件人|收货人|姓名|下单人|买家姓名|联系人|户名)(?:是|为|:|叫)? ?" ZH_SURNAME
     "[\\x{4e00}-\\x{9fff}]{1,2}(?![\\x{4e00}-\\x{9fff}]{3})",
     false, false, false},
    {"(?<![\\x{4e00}-\\x{9fff}])" ZH_SURNAME
     "(?!先生|女士|小姐|同学)[\\x{4e00}-\\x{9fff}]{1,2}(?:先生|女士|小姐|同学)",
     false, false, false},
    {"\\b(?:Mr|Mrs|Ms|Miss|Dr)\\.? [A-Z][a-z]{1,15}(?: [A-Z]\\.)? [A-Z][a-z]{1,20}\\b", false, true,
     false},
    {"\\b(?:Dear|Hello|Hi|Hey) "
     "(?!Valued|Amazon|Customer|Buyer|Sir|Madam|Friend|Guest|Dear|Team|All|"
     "Client|There|Every|Again|Our|The|And|Thank|Kind|Best|Mr|Mrs|Ms|We|I)"
     "[A-Z][a-z]{1,15} [A-Z][a-z]{1,20}\\b",
     false, true, false},
    /* order numbers: only where anybody can read them */
    {"(?<![\\d-])\\d{3}-\\d{7}-\\d{7}(?![\\d-])", true, false, false},
    {"(?:订单|单)(?:编)?号(?:是|为|:)? ?[a-z]{0,4}\\d{8,22}", true, false, false},
    {"\\btracking (?:number|no\\.?|code|id)(?: is|:)? ?[a-z]{0,4}\\d[a-z0-9]{7,24}", true, false,
     false},
};
const unsigned lint_personal_count = sizeof(lint_personal) / sizeof(*lint_personal);

/* GB 11643: weights of the first 17 digits; the 18th is the check character. */
static bool identity_card(const char *d)
{
    static const int weight[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (d[i] - '0') * weight[i];
    return "10x98765432"[sum % 11] == d[17];
}

/* ISO/IEC 7812 (Luhn). */
static bool bank_card(const char *d, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        int x = d[n - 1 - i] - '0';
        if (i % 2)
            x = x * 2 > 9 ? x * 2 - 9 : x * 2;
        sum += x;
    }
    return sum % 10 == 0;
}

/* ISO 13616: the first four behind the rest, letters as 10 to 35, modulo 97. */
static bool account(const char *text, size_t len)
{
    char packed[40];
    size_t n = 0;
    unsigned rest = 0;
    for (size_t i = 0; i < len && n < sizeof(packed); i++)
        if (text[i] != ' ')
            packed[n++] = text[i];
    for (size_t i = 0; i < n; i++) {
        char c = packed[(i + 4) % n];
        if (isdigit((unsigned char)c))
            rest = (rest * 10 + (unsigned)(c - '0')) % 97;
        else
            rest = (rest * 100 + (unsigned)(c - 'a' + 10)) % 97;
    }
    return n >= 15 && n <= 34 && rest == 1;
}

bool lint_personal_holds(const char *text, size_t len)
{
    char digits[24];
    size_t n = 0;
    if (len && text[0] >= 'a' && text[0] <= 'z')
        return account(text, len);
    for (size_t i = 0; i < len; i++) {
        if (text[i] == ' ' || text[i] == '-')
            continue;
        if (!isdigit((unsigned char)text[i]) && text[i] != 'x')
            return false;
        if (n == sizeof(digits))
            return false;
        digits[n++] = text[i];
    }
    if (n == 18 && identity_card(digits))
        return true;
    return n >= 13 && n <= 19 && digits[n - 1] != 'x' && bank_card(digits, n);
}
