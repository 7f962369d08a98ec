import Rehearsal
import Testing

struct LedgerTests {
  @Test func anEntryThatMovesNothingSaysSo() {
    #expect(!LedgerEntry(.factAsked).isEffective)
    #expect(LedgerEntry(.listened, anger: -5, trust: 5).isEffective)
  }

  @Test func aCustomerStaysWithinTheScale() {
    let customer = Customer(anger: 12, trust: -1, patience: 6.5)
    #expect(customer.anger == 100 && customer.trust == 0 && customer.patience == 65)
  }
}
