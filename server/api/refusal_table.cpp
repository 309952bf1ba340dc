#include "server/api/refusal_table.hpp"

#include <algorithm>
#include <array>

namespace gongdao::api {

using base::Code;

namespace {

struct Row {
    Code code;
    unsigned status;
    std::string_view sentence;
};

/// A code that is not here is 422: refused for what it says.
constexpr auto rows = std::to_array<Row>({
    {Code::bad_json, 400, "内容格式不对"},
    {Code::missing_field, 400, "缺少一项内容"},
    {Code::bad_format, 400, "内容格式不对"},
    {Code::wrong_length, 400, "内容长度不对"},
    {Code::trailing_bytes, 400, "内容长度不对"},
    {Code::unauthorised, 401, "没有登录，或登录已失效"},
    {Code::wrong_role, 403, "这个账号不能做这件事"},
    {Code::same_officer, 403, "提议和确认要由两个人分别完成"},
    {Code::not_found, 404, "没有找到"},
    {Code::unknown_contest, 404, "没有这个选举事项"},
    {Code::bad_method, 405, "方法不对"},
    {Code::not_now, 409, "现在还不能这样做"},
    {Code::not_open, 409, "还没有开始投票"},
    {Code::closed, 409, "投票已结束"},
    {Code::void_contest, 409, "这次选举已作废"},
    {Code::conflict, 409, "与现有内容冲突"},
    {Code::already_cast, 409, "这张票证已投过"},
    {Code::cancelled_slip, 409, "这张票证已作废"},
    {Code::already_shared, 409, "已经提交过"},
    {Code::duplicate, 409, "重复提交"},
    {Code::too_large, 413, "内容太大"},
    {Code::bad_field, 422, "有一项内容不对"},
    {Code::no_quorum, 422, "到会人数没有达到规定"},
    {Code::wrong_figures, 422, "人数或票数对不上"},
    {Code::missing_signature, 422, "签名不齐"},
    {Code::bad_signature, 422, "签名不对"},
    {Code::bad_proof, 422, "没有通过检查"},
    {Code::unknown_slip, 422, "没有认出这张票证"},
    {Code::busy, 503, "正在排队，请稍等再试"},
    {Code::storage, 507, "存储空间不足或不能写入，没有保存"},
});

}  // namespace

unsigned status_of(Code code) {
    const auto found = std::ranges::find(rows, code, &Row::code);
    return found == rows.end() ? 422 : found->status;
}

std::string_view sentence_of(Code code) {
    const auto found = std::ranges::find(rows, code, &Row::code);
    return found == rows.end() ? "没有接受" : found->sentence;
}

}  // namespace gongdao::api
