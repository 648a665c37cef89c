//! As a good engineer writes it who knows all the types: no JSON, an owned input for each service.

use std::time::Duration;

use serde::Serialize;

use super::{
    CancelOrder, Cancellation, Closing, Credit, Dealer, Eligibility, Notice, Notification, Release,
    ServiceError,
};

/// What is known when the customer has been told. The branches' copies of the order, which the workflow's document has, nobody
/// would make who writes it by hand.
#[derive(Serialize)]
pub(super) struct Done {
    #[serde(flatten)]
    order: Cancellation,
    eligibility: Eligibility,
    release: Release,
    credit: Credit,
    closing: Closing,
    notification: Notification,
}

#[derive(Debug)]
pub(super) struct Failed;

/// Tries again while the service is down: after 2 seconds, 4 seconds, ..
async fn retrying<T, F>(attempts: u32, mut call: impl FnMut() -> F) -> Result<T, Failed>
where
    F: Future<Output = Result<T, ServiceError>>,
{
    let mut delay = Duration::from_secs(2);
    for _ in 0..attempts {
        match call().await {
            Ok(answer) => return Ok(answer),
            Err(ServiceError::Down) => tokio::time::sleep(delay).await,
        }
        delay *= 2;
    }
    call().await.map_err(|_| Failed)
}

pub(super) async fn cancel(dealer: &Dealer, order: CancelOrder) -> Result<Done, Failed> {
    let order = Cancellation {
        cancellation_id: execution_id(),
        status: "PENDING".to_owned(),
        order_id: order.order_id,
        customer_id: order.customer_id,
        dealer_id: order.dealer_id,
        model_code: order.model_code,
        vehicle_price: order.vehicle_price,
        trim_level: order.trim_level,
        color: order.color,
        add_ons: order.add_ons,
        home_delivery: order.home_delivery,
        delivery_address: order.delivery_address,
        order_date: order.order_date,
        customer: order.customer,
        reason: order.reason,
    };
    let eligibility = retrying(3, || dealer.check_eligibility(order.clone())).await?;
    if !eligibility.eligible {
        let notice = Notice {
            reason: "REFUSED".to_owned(),
            order,
        };
        let _ = dealer.refuse_cancellation(notice).await;
        return Err(Failed);
    }
    let (release, credit) = tokio::try_join!(
        retrying(2, || dealer.release_vehicle(order.clone())),
        retrying(2, || dealer.reverse_credit(order.clone())),
    )?;
    let notice = |reason: &str| Notice {
        reason: reason.to_owned(),
        order: order.clone(),
    };
    let closing = retrying(3, || dealer.close_cancellation(notice(&order.reason))).await?;
    let notification = retrying(2, || dealer.notify_customer(notice("ORDER_CANCELLED"))).await?;
    Ok(Done {
        order,
        eligibility,
        release,
        credit,
        closing,
        notification,
    })
}

/// An id that no other execution has, as `$$.Execution.Id` is one.
pub(super) fn execution_id() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("arn:aws:states:us-east-1:000000000000:execution:cancellation:{number:032x}")
}
