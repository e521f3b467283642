/* The other way round: not what must not be said, but whether anything is said that helps. Hostile
 * texts are endless in their words; an apology, a question, a step or a right are few. */
#include "oncall/lint_private.h"

static const char helps[] =
    "\\b(?:sorry|apolog|regret|refund|replac|resen[dt]|sen(?:d|ds|t|ding)\\b|repair|fix|exchang|"
    "compensat|reimburs|credit(?:ed)?\\b|return|check|investigat|look(?:ing|ed|s)? (?:into|at|for|"
    "whether|after)|find out|found|ask|contact|call|repl(?:y|ied)|answer|tell|told|let (?:us|me)|"
    "thank|help|solve|put (?:it|this|that)|make (?:it|this)|made|underst[ao]nd|pay|pays|paid|pick|"
    "collect|deliver|ship|correct|updat|chang|remov|withdr|attach|free\\b|warranty|entitl|mistake|"
    "wrong|our |on us\\b|money|cancel|keep|new "
    "(?:one|pair|set|legs|lid)|another|instead|today|tonight|"
    "tomorrow|this (?:morning|afternoon|week)|by (?:noon|\\w+day)|doctor|stop us|unplug|(?:do not|"
    "don'?t) (?:use|eat|drink|touch|need)|write to|reach us|hear from|stay|yours|prefer|up to "
    "you|i know|"
    "i see|i read|i have|we have|we will|we can|we take|we gave|you were right|you may|you can|you "
    "did|"
    "you asked|you "
    "wanted|fair|hope|result|test|lab|report|read|message|wait|offer|give|waive|upset|"
    "angry|open|charge|owe|promise|photo|batch|technician|mechanic|on (?:the|its|their) "
    "way|post(?:ed)?|"
    "pass(?:ed)?|enjoy|here (?:is|it)|please|defect|fault\\b|until)|"
    "[?]|抱歉|对不[起住]|歉|谢|感谢|退|换|补|赔|修|查|检|核|联系|回[复电话]|答复|电话|告诉|请|麻烦|"
    "希望|理解|承担|负责|我们(?:的)?(?:错|问题|疏忽|责任|不对|失误)|处理|解决|安排|上门|寄|发(?!火|"
    "生)|送|重新|"
    "今[天晚]|明[天早]|后天|公开|说明|报告|结果|医|停[用下掉售]|下架|停止|自由|可以|有权|更正|改|"
    "调整|不怪|"
    "没做错|不是[您你]|不够|遗憾|免|登记|通知|转[给达]|建议|召回|提供|看[到了]|收到|确认|化验|鉴定|"
    "保留|"
    "由[您你]|跟到底|跟进|先|确实|证据|不要再|漏|采纳|记下|记录";

void lint_help_new(struct lint *l)
{
    l->helps = lint_compile(helps, false);
}

bool lint_help_given(const struct lint *l, const struct lint_text *t)
{
    size_t start, end;
    return lint_find(l, l->helps, t->text, t->len, 0, &start, &end);
}
